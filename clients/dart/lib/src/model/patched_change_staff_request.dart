//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/staff_role_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'patched_change_staff_request.g.dart';

/// Any of it; what is not named stays as it is.
///
/// Properties:
/// * [role]
/// * [storeId]
/// * [refundDailyCap]
@BuiltValue()
abstract class PatchedChangeStaffRequest implements Built<PatchedChangeStaffRequest, PatchedChangeStaffRequestBuilder> {
  @BuiltValueField(wireName: r'role')
  StaffRoleEnum? get role;
  // enum roleEnum {  MANAGER,  CASHIER,  };

  @BuiltValueField(wireName: r'store_id')
  String? get storeId;

  @BuiltValueField(wireName: r'refund_daily_cap')
  String? get refundDailyCap;

  PatchedChangeStaffRequest._();

  factory PatchedChangeStaffRequest([void updates(PatchedChangeStaffRequestBuilder b)]) = _$PatchedChangeStaffRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PatchedChangeStaffRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PatchedChangeStaffRequest> get serializer => _$PatchedChangeStaffRequestSerializer();
}

class _$PatchedChangeStaffRequestSerializer implements PrimitiveSerializer<PatchedChangeStaffRequest> {
  @override
  final Iterable<Type> types = const [PatchedChangeStaffRequest, _$PatchedChangeStaffRequest];

  @override
  final String wireName = r'PatchedChangeStaffRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PatchedChangeStaffRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.role != null) {
      yield r'role';
      yield serializers.serialize(
        object.role,
        specifiedType: const FullType(StaffRoleEnum),
      );
    }
    if (object.storeId != null) {
      yield r'store_id';
      yield serializers.serialize(
        object.storeId,
        specifiedType: const FullType.nullable(String),
      );
    }
    if (object.refundDailyCap != null) {
      yield r'refund_daily_cap';
      yield serializers.serialize(
        object.refundDailyCap,
        specifiedType: const FullType.nullable(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    PatchedChangeStaffRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PatchedChangeStaffRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'role':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StaffRoleEnum),
          ) as StaffRoleEnum?;
          if (valueDes == null) continue;
          result.role = valueDes;
          break;
        case r'store_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.storeId = valueDes;
          break;
        case r'refund_daily_cap':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.refundDailyCap = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PatchedChangeStaffRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PatchedChangeStaffRequestBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


