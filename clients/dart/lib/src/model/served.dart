//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/served_customer.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'served.g.dart';

/// A dealing as its teller sees it (for the schema; `served_answer` writes it).
///
/// Properties:
/// * [id]
/// * [reference] - Ten characters to read to each other.
/// * [kind] - CASH_IN or CASH_OUT.
/// * [state] - COMPLETED: what was declined is a problem document.
/// * [amount] - The cash, as a decimal string.
/// * [currency]
/// * [fee] - What the dealing costs, tax included.
/// * [feeBearer] - PAYER or PAYEE, of the dealing.
/// * [customer]
/// * [commission] - What you earn by it.
/// * [note]
/// * [failureCode]
/// * [createdAt]
/// * [floatLeft] - What it left of the outlet's float.
/// * [expectedCash] - What your drawer should hold since.
@BuiltValue()
abstract class Served implements Built<Served, ServedBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// Ten characters to read to each other.
  @BuiltValueField(wireName: r'reference')
  String get reference;

  /// CASH_IN or CASH_OUT.
  @BuiltValueField(wireName: r'kind')
  String get kind;

  /// COMPLETED: what was declined is a problem document.
  @BuiltValueField(wireName: r'state')
  String get state;

  /// The cash, as a decimal string.
  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// What the dealing costs, tax included.
  @BuiltValueField(wireName: r'fee')
  String get fee;

  /// PAYER or PAYEE, of the dealing.
  @BuiltValueField(wireName: r'fee_bearer')
  String get feeBearer;

  @BuiltValueField(wireName: r'customer')
  ServedCustomer get customer;

  /// What you earn by it.
  @BuiltValueField(wireName: r'commission')
  String get commission;

  @BuiltValueField(wireName: r'note')
  String get note;

  @BuiltValueField(wireName: r'failure_code')
  String? get failureCode;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  /// What it left of the outlet's float.
  @BuiltValueField(wireName: r'float_left')
  String? get floatLeft;

  /// What your drawer should hold since.
  @BuiltValueField(wireName: r'expected_cash')
  String? get expectedCash;

  Served._();

  factory Served([void updates(ServedBuilder b)]) = _$Served;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ServedBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Served> get serializer => _$ServedSerializer();
}

class _$ServedSerializer implements PrimitiveSerializer<Served> {
  @override
  final Iterable<Type> types = const [Served, _$Served];

  @override
  final String wireName = r'Served';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Served object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'reference';
    yield serializers.serialize(
      object.reference,
      specifiedType: const FullType(String),
    );
    yield r'kind';
    yield serializers.serialize(
      object.kind,
      specifiedType: const FullType(String),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(String),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'fee';
    yield serializers.serialize(
      object.fee,
      specifiedType: const FullType(String),
    );
    yield r'fee_bearer';
    yield serializers.serialize(
      object.feeBearer,
      specifiedType: const FullType(String),
    );
    yield r'customer';
    yield serializers.serialize(
      object.customer,
      specifiedType: const FullType(ServedCustomer),
    );
    yield r'commission';
    yield serializers.serialize(
      object.commission,
      specifiedType: const FullType(String),
    );
    yield r'note';
    yield serializers.serialize(
      object.note,
      specifiedType: const FullType(String),
    );
    yield r'failure_code';
    yield object.failureCode == null ? null : serializers.serialize(
      object.failureCode,
      specifiedType: const FullType.nullable(String),
    );
    yield r'created_at';
    yield serializers.serialize(
      object.createdAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'float_left';
    yield object.floatLeft == null ? null : serializers.serialize(
      object.floatLeft,
      specifiedType: const FullType.nullable(String),
    );
    yield r'expected_cash';
    yield object.expectedCash == null ? null : serializers.serialize(
      object.expectedCash,
      specifiedType: const FullType.nullable(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Served object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ServedBuilder result,
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
        case r'reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reference = valueDes;
          break;
        case r'kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.kind = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.state = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'fee':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.fee = valueDes;
          break;
        case r'fee_bearer':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.feeBearer = valueDes;
          break;
        case r'customer':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(ServedCustomer),
          ) as ServedCustomer;
          result.customer.replace(valueDes);
          break;
        case r'commission':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.commission = valueDes;
          break;
        case r'note':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.note = valueDes;
          break;
        case r'failure_code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.failureCode = valueDes;
          break;
        case r'created_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.createdAt = valueDes;
          break;
        case r'float_left':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.floatLeft = valueDes;
          break;
        case r'expected_cash':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.expectedCash = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Served deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ServedBuilder();
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


