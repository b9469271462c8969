//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/registered_customer.dart';
import 'package:gopay_client/src/model/agent_registration_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'office_registration.g.dart';

/// OfficeRegistration
///
/// Properties:
/// * [id]
/// * [state]
/// * [outletId]
/// * [customer] - Once they have confirmed their number.
/// * [startedAt]
/// * [registeredAt]
/// * [lapsesAt] - Until then the customer has to be confirmed, then active.
/// * [decidedAt] - When it earned, or lapsed.
/// * [tellerId]
/// * [earned] - What all earned by it together.
/// * [currency]
@BuiltValue()
abstract class OfficeRegistration implements Built<OfficeRegistration, OfficeRegistrationBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'state')
  AgentRegistrationStateEnum get state;
  // enum stateEnum {  STARTED,  REGISTERED,  EARNED,  LAPSED,  };

  @BuiltValueField(wireName: r'outlet_id')
  String get outletId;

  /// Once they have confirmed their number.
  @BuiltValueField(wireName: r'customer')
  RegisteredCustomer? get customer;

  @BuiltValueField(wireName: r'started_at')
  DateTime get startedAt;

  @BuiltValueField(wireName: r'registered_at')
  DateTime? get registeredAt;

  /// Until then the customer has to be confirmed, then active.
  @BuiltValueField(wireName: r'lapses_at')
  DateTime get lapsesAt;

  /// When it earned, or lapsed.
  @BuiltValueField(wireName: r'decided_at')
  DateTime? get decidedAt;

  @BuiltValueField(wireName: r'teller_id')
  String get tellerId;

  /// What all earned by it together.
  @BuiltValueField(wireName: r'earned')
  String? get earned;

  @BuiltValueField(wireName: r'currency')
  String? get currency;

  OfficeRegistration._();

  factory OfficeRegistration([void updates(OfficeRegistrationBuilder b)]) = _$OfficeRegistration;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(OfficeRegistrationBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<OfficeRegistration> get serializer => _$OfficeRegistrationSerializer();
}

class _$OfficeRegistrationSerializer implements PrimitiveSerializer<OfficeRegistration> {
  @override
  final Iterable<Type> types = const [OfficeRegistration, _$OfficeRegistration];

  @override
  final String wireName = r'OfficeRegistration';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    OfficeRegistration object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(AgentRegistrationStateEnum),
    );
    yield r'outlet_id';
    yield serializers.serialize(
      object.outletId,
      specifiedType: const FullType(String),
    );
    yield r'customer';
    yield object.customer == null ? null : serializers.serialize(
      object.customer,
      specifiedType: const FullType.nullable(RegisteredCustomer),
    );
    yield r'started_at';
    yield serializers.serialize(
      object.startedAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'registered_at';
    yield object.registeredAt == null ? null : serializers.serialize(
      object.registeredAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'lapses_at';
    yield serializers.serialize(
      object.lapsesAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'decided_at';
    yield object.decidedAt == null ? null : serializers.serialize(
      object.decidedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'teller_id';
    yield serializers.serialize(
      object.tellerId,
      specifiedType: const FullType(String),
    );
    yield r'earned';
    yield object.earned == null ? null : serializers.serialize(
      object.earned,
      specifiedType: const FullType.nullable(String),
    );
    yield r'currency';
    yield object.currency == null ? null : serializers.serialize(
      object.currency,
      specifiedType: const FullType.nullable(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    OfficeRegistration object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required OfficeRegistrationBuilder result,
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
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(AgentRegistrationStateEnum),
          ) as AgentRegistrationStateEnum;
          result.state = valueDes;
          break;
        case r'outlet_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.outletId = valueDes;
          break;
        case r'customer':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(RegisteredCustomer),
          ) as RegisteredCustomer?;
          if (valueDes == null) continue;
          result.customer.replace(valueDes);
          break;
        case r'started_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.startedAt = valueDes;
          break;
        case r'registered_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.registeredAt = valueDes;
          break;
        case r'lapses_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.lapsesAt = valueDes;
          break;
        case r'decided_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.decidedAt = valueDes;
          break;
        case r'teller_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.tellerId = valueDes;
          break;
        case r'earned':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.earned = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.currency = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  OfficeRegistration deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = OfficeRegistrationBuilder();
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


