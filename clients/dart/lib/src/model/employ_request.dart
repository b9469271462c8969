//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/staff_role_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'employ_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [to] - A phone number in E.164, a @handle or an e-mail address.
/// * [role]
/// * [storeId] - The one store it is for; null: all.
/// * [refundDailyCap] - What they may give back in a day (UTC). Without one a cashier gives nothing back, a manager as much as there is.
@BuiltValue()
abstract class EmployRequest implements Built<EmployRequest, EmployRequestBuilder> {
  /// A phone number in E.164, a @handle or an e-mail address.
  @BuiltValueField(wireName: r'to')
  String get to;

  @BuiltValueField(wireName: r'role')
  StaffRoleEnum get role;
  // enum roleEnum {  MANAGER,  CASHIER,  };

  /// The one store it is for; null: all.
  @BuiltValueField(wireName: r'store_id')
  String? get storeId;

  /// What they may give back in a day (UTC). Without one a cashier gives nothing back, a manager as much as there is.
  @BuiltValueField(wireName: r'refund_daily_cap')
  String? get refundDailyCap;

  EmployRequest._();

  factory EmployRequest([void updates(EmployRequestBuilder b)]) = _$EmployRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(EmployRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<EmployRequest> get serializer => _$EmployRequestSerializer();
}

class _$EmployRequestSerializer implements PrimitiveSerializer<EmployRequest> {
  @override
  final Iterable<Type> types = const [EmployRequest, _$EmployRequest];

  @override
  final String wireName = r'EmployRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    EmployRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'to';
    yield serializers.serialize(
      object.to,
      specifiedType: const FullType(String),
    );
    yield r'role';
    yield serializers.serialize(
      object.role,
      specifiedType: const FullType(StaffRoleEnum),
    );
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
    EmployRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required EmployRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.to = valueDes;
          break;
        case r'role':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(StaffRoleEnum),
          ) as StaffRoleEnum;
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
  EmployRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = EmployRequestBuilder();
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


