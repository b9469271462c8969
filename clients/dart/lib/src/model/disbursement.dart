//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/disbursement_role_enum.dart';
import 'package:gopay_client/src/model/disbursement_fee_bearer_enum.dart';
import 'package:gopay_client/src/model/disbursement_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'disbursement.g.dart';

/// A disbursement (for the schema; `disbursement_answer` writes it).
///
/// Properties:
/// * [id]
/// * [state]
/// * [role] - Who you are to it.  * `owner` - owner * `cosigner` - cosigner
/// * [failureCode] - file_unreadable or nothing_to_pay.
/// * [fileName]
/// * [fileSha256] - SHA-256 of the file as it came, in hexadecimal.
/// * [currency]
/// * [expectedRows] - Lines below the header.
/// * [checkedRows] - How many of those lines have been checked.
/// * [rows]
/// * [validRows]
/// * [badRows] - Left out; see errors.
/// * [paidRows]
/// * [failedRows] - Could not be paid; their money goes back.
/// * [percent] - How far the present step is: checking, or paying.
/// * [amount] - The sum of the rows that can be paid, as a decimal string.
/// * [fee] - null: not quoted yet.
/// * [tax]
/// * [feeBearer]
/// * [total] - What leaves the owner's wallet.
/// * [paid] - The sum of the rows that are paid.
/// * [returned] - What went back to the owner.
/// * [createdAt]
/// * [submittedAt]
/// * [approvedAt]
/// * [endedAt]
@BuiltValue()
abstract class Disbursement implements Built<Disbursement, DisbursementBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'state')
  DisbursementStateEnum get state;
  // enum stateEnum {  UPLOADED,  VALIDATING,  INVALID,  READY,  SUBMITTED,  APPROVED,  PAYING,  DONE,  REJECTED,  CANCELLED,  FAILED,  };

  /// Who you are to it.  * `owner` - owner * `cosigner` - cosigner
  @BuiltValueField(wireName: r'role')
  DisbursementRoleEnum get role;
  // enum roleEnum {  owner,  cosigner,  };

  /// file_unreadable or nothing_to_pay.
  @BuiltValueField(wireName: r'failure_code')
  String? get failureCode;

  @BuiltValueField(wireName: r'file_name')
  String get fileName;

  /// SHA-256 of the file as it came, in hexadecimal.
  @BuiltValueField(wireName: r'file_sha256')
  String get fileSha256;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// Lines below the header.
  @BuiltValueField(wireName: r'expected_rows')
  int get expectedRows;

  /// How many of those lines have been checked.
  @BuiltValueField(wireName: r'checked_rows')
  int get checkedRows;

  @BuiltValueField(wireName: r'rows')
  int get rows;

  @BuiltValueField(wireName: r'valid_rows')
  int get validRows;

  /// Left out; see errors.
  @BuiltValueField(wireName: r'bad_rows')
  int get badRows;

  @BuiltValueField(wireName: r'paid_rows')
  int get paidRows;

  /// Could not be paid; their money goes back.
  @BuiltValueField(wireName: r'failed_rows')
  int get failedRows;

  /// How far the present step is: checking, or paying.
  @BuiltValueField(wireName: r'percent')
  int get percent;

  /// The sum of the rows that can be paid, as a decimal string.
  @BuiltValueField(wireName: r'amount')
  String get amount;

  /// null: not quoted yet.
  @BuiltValueField(wireName: r'fee')
  String? get fee;

  @BuiltValueField(wireName: r'tax')
  String? get tax;

  @BuiltValueField(wireName: r'fee_bearer')
  DisbursementFeeBearerEnum? get feeBearer;
  // enum feeBearerEnum {  PAYER,  PAYEE,  };

  /// What leaves the owner's wallet.
  @BuiltValueField(wireName: r'total')
  String? get total;

  /// The sum of the rows that are paid.
  @BuiltValueField(wireName: r'paid')
  String get paid;

  /// What went back to the owner.
  @BuiltValueField(wireName: r'returned')
  String get returned;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  @BuiltValueField(wireName: r'submitted_at')
  DateTime? get submittedAt;

  @BuiltValueField(wireName: r'approved_at')
  DateTime? get approvedAt;

  @BuiltValueField(wireName: r'ended_at')
  DateTime? get endedAt;

  Disbursement._();

  factory Disbursement([void updates(DisbursementBuilder b)]) = _$Disbursement;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(DisbursementBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Disbursement> get serializer => _$DisbursementSerializer();
}

class _$DisbursementSerializer implements PrimitiveSerializer<Disbursement> {
  @override
  final Iterable<Type> types = const [Disbursement, _$Disbursement];

  @override
  final String wireName = r'Disbursement';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Disbursement object, {
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
      specifiedType: const FullType(DisbursementStateEnum),
    );
    yield r'role';
    yield serializers.serialize(
      object.role,
      specifiedType: const FullType(DisbursementRoleEnum),
    );
    yield r'failure_code';
    yield object.failureCode == null ? null : serializers.serialize(
      object.failureCode,
      specifiedType: const FullType.nullable(String),
    );
    yield r'file_name';
    yield serializers.serialize(
      object.fileName,
      specifiedType: const FullType(String),
    );
    yield r'file_sha256';
    yield serializers.serialize(
      object.fileSha256,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'expected_rows';
    yield serializers.serialize(
      object.expectedRows,
      specifiedType: const FullType(int),
    );
    yield r'checked_rows';
    yield serializers.serialize(
      object.checkedRows,
      specifiedType: const FullType(int),
    );
    yield r'rows';
    yield serializers.serialize(
      object.rows,
      specifiedType: const FullType(int),
    );
    yield r'valid_rows';
    yield serializers.serialize(
      object.validRows,
      specifiedType: const FullType(int),
    );
    yield r'bad_rows';
    yield serializers.serialize(
      object.badRows,
      specifiedType: const FullType(int),
    );
    yield r'paid_rows';
    yield serializers.serialize(
      object.paidRows,
      specifiedType: const FullType(int),
    );
    yield r'failed_rows';
    yield serializers.serialize(
      object.failedRows,
      specifiedType: const FullType(int),
    );
    yield r'percent';
    yield serializers.serialize(
      object.percent,
      specifiedType: const FullType(int),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'fee';
    yield object.fee == null ? null : serializers.serialize(
      object.fee,
      specifiedType: const FullType.nullable(String),
    );
    yield r'tax';
    yield object.tax == null ? null : serializers.serialize(
      object.tax,
      specifiedType: const FullType.nullable(String),
    );
    yield r'fee_bearer';
    yield object.feeBearer == null ? null : serializers.serialize(
      object.feeBearer,
      specifiedType: const FullType.nullable(DisbursementFeeBearerEnum),
    );
    yield r'total';
    yield object.total == null ? null : serializers.serialize(
      object.total,
      specifiedType: const FullType.nullable(String),
    );
    yield r'paid';
    yield serializers.serialize(
      object.paid,
      specifiedType: const FullType(String),
    );
    yield r'returned';
    yield serializers.serialize(
      object.returned,
      specifiedType: const FullType(String),
    );
    yield r'created_at';
    yield serializers.serialize(
      object.createdAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'submitted_at';
    yield object.submittedAt == null ? null : serializers.serialize(
      object.submittedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'approved_at';
    yield object.approvedAt == null ? null : serializers.serialize(
      object.approvedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'ended_at';
    yield object.endedAt == null ? null : serializers.serialize(
      object.endedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Disbursement object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required DisbursementBuilder result,
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
            specifiedType: const FullType(DisbursementStateEnum),
          ) as DisbursementStateEnum;
          result.state = valueDes;
          break;
        case r'role':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DisbursementRoleEnum),
          ) as DisbursementRoleEnum;
          result.role = valueDes;
          break;
        case r'failure_code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.failureCode = valueDes;
          break;
        case r'file_name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.fileName = valueDes;
          break;
        case r'file_sha256':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.fileSha256 = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'expected_rows':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.expectedRows = valueDes;
          break;
        case r'checked_rows':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.checkedRows = valueDes;
          break;
        case r'rows':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.rows = valueDes;
          break;
        case r'valid_rows':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.validRows = valueDes;
          break;
        case r'bad_rows':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.badRows = valueDes;
          break;
        case r'paid_rows':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.paidRows = valueDes;
          break;
        case r'failed_rows':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.failedRows = valueDes;
          break;
        case r'percent':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.percent = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'fee':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.fee = valueDes;
          break;
        case r'tax':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.tax = valueDes;
          break;
        case r'fee_bearer':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DisbursementFeeBearerEnum),
          ) as DisbursementFeeBearerEnum?;
          if (valueDes == null) continue;
          result.feeBearer = valueDes;
          break;
        case r'total':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.total = valueDes;
          break;
        case r'paid':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.paid = valueDes;
          break;
        case r'returned':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.returned = valueDes;
          break;
        case r'created_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.createdAt = valueDes;
          break;
        case r'submitted_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.submittedAt = valueDes;
          break;
        case r'approved_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.approvedAt = valueDes;
          break;
        case r'ended_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.endedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Disbursement deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = DisbursementBuilder();
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


