//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/merchant_role_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'staff.g.dart';

/// Staff
///
/// Properties:
/// * [id]
/// * [name] - Masked: the first name and how the last one begins.
/// * [role]
/// * [storeId]
/// * [refundDailyCap]
/// * [addedAt]
/// * [isMe]
@BuiltValue()
abstract class Staff implements Built<Staff, StaffBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// Masked: the first name and how the last one begins.
  @BuiltValueField(wireName: r'name')
  String get name;

  @BuiltValueField(wireName: r'role')
  MerchantRoleEnum get role;
  // enum roleEnum {  OWNER,  MANAGER,  CASHIER,  };

  @BuiltValueField(wireName: r'store_id')
  String? get storeId;

  @BuiltValueField(wireName: r'refund_daily_cap')
  String? get refundDailyCap;

  @BuiltValueField(wireName: r'added_at')
  DateTime get addedAt;

  @BuiltValueField(wireName: r'is_me')
  bool get isMe;

  Staff._();

  factory Staff([void updates(StaffBuilder b)]) = _$Staff;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(StaffBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Staff> get serializer => _$StaffSerializer();
}

class _$StaffSerializer implements PrimitiveSerializer<Staff> {
  @override
  final Iterable<Type> types = const [Staff, _$Staff];

  @override
  final String wireName = r'Staff';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Staff object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'role';
    yield serializers.serialize(
      object.role,
      specifiedType: const FullType(MerchantRoleEnum),
    );
    yield r'store_id';
    yield object.storeId == null ? null : serializers.serialize(
      object.storeId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'refund_daily_cap';
    yield object.refundDailyCap == null ? null : serializers.serialize(
      object.refundDailyCap,
      specifiedType: const FullType.nullable(String),
    );
    yield r'added_at';
    yield serializers.serialize(
      object.addedAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'is_me';
    yield serializers.serialize(
      object.isMe,
      specifiedType: const FullType(bool),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Staff object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required StaffBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'role':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(MerchantRoleEnum),
          ) as MerchantRoleEnum;
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
        case r'added_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.addedAt = valueDes;
          break;
        case r'is_me':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isMe = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Staff deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = StaffBuilder();
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


